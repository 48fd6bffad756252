"""Addresses of documents in and out."""

from django.urls import path

from zhengban.documents.views import deliveries, drafting, handling, papers, reconciliation, registers, shown_files

app_name = "documents"
urlpatterns = [
    path("draft/", drafting.new, name="draft"),
    path("draft/from-file/", drafting.from_file, name="from_file"),
    path("draft/preview/", drafting.preview, name="preview"),
    path("out/", registers.outgoing, name="outgoing"),
    path("out/export/", registers.outgoing_export, name="outgoing_export"),
    path("out/<int:pk>/", papers.outgoing, name="outgoing_document"),
    path("out/<int:pk>/edit/", drafting.edit, name="edit"),
    path("out/<int:pk>/files/", drafting.upload, name="upload"),
    path("out/<int:pk>/files/<int:file_pk>/remove/", drafting.take_off, name="take_off"),
    path("out/<int:pk>/print.<slug:form>", papers.print_file, name="print"),
    path("out/<int:pk>/sheet.pdf", papers.outgoing_sheet, name="outgoing_sheet"),
    path("out/<int:pk>/versions/<int:ordinal>/", papers.version, name="version"),
    path("out/<int:pk>/send-again/", deliveries.send_again, name="send_again"),
    path("in/", registers.incoming, name="incoming"),
    path("in/export/", registers.incoming_export, name="incoming_export"),
    path("in/<int:pk>/", papers.incoming, name="incoming_document"),
    path("in/<int:pk>/reply/", drafting.reply, name="reply"),
    path("in/<int:pk>/sheet.pdf", papers.incoming_sheet, name="incoming_sheet"),
    path("reconciliation/", reconciliation.listing, name="reconciliation"),
    path("register/", deliveries.from_outside, name="register"),
    path("deliveries/", deliveries.listing, name="deliveries"),
    path("deliveries/<int:pk>/receive/", deliveries.receive, name="receive"),
    path("deliveries/<int:pk>/register/", deliveries.register, name="register_delivery"),
    path("deliveries/<int:pk>/send-back/", deliveries.send_back, name="send_back_delivery"),
    path("files/<int:pk>/", papers.file, name="file"),
    path("files/<int:pk>/pages/<int:number>/", shown_files.page, name="file_page"),
    path("files/<int:pk>/verification/", shown_files.verification, name="verification"),
    path("items/<int:pk>/complete/", handling.complete, name="complete"),
    path("items/<int:pk>/return/", handling.send_back, name="send_back"),
    path("items/<int:pk>/transfer/", handling.transfer, name="transfer"),
    path("items/<int:pk>/withdraw/", handling.withdraw, name="withdraw"),
    path("processes/<int:pk>/circulate/", handling.circulate, name="circulate"),
    path("processes/<int:pk>/expedite/", handling.expedite, name="expedite"),
    path("processes/<int:pk>/terminate/", handling.terminate, name="terminate"),
    path("readings/<int:pk>/finish/", handling.finish_reading, name="finish_reading"),
]
