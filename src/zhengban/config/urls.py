"""All addresses, by app."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("zhengban.portal.urls")),
    path("", include("zhengban.portal.desk_urls")),
    path("account/", include("zhengban.access.urls")),
    path("audit/", include("zhengban.access.trail_urls")),
    path("numbering/", include("zhengban.numbering.urls")),
    path("organization/", include("zhengban.organizations.urls")),
    path("workflow/", include("zhengban.workflow.urls")),
    path("verify/", include("zhengban.sealing.verify_urls")),
    path("seals/", include("zhengban.sealing.urls")),
    path("documents/", include("zhengban.documents.urls")),
    path("processes/", include("zhengban.designing.urls")),
    path("proofing/", include("zhengban.proofing.urls")),
    path("quality/", include("zhengban.quality.urls")),
]

handler400 = "zhengban.portal.problems.bad_request"
handler403 = "zhengban.portal.problems.permission_denied"
handler404 = "zhengban.portal.problems.page_not_found"
handler500 = "zhengban.portal.problems.server_error"
