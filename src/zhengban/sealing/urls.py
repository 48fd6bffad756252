"""Addresses of seals."""

from django.urls import path

from zhengban.sealing.views import changes, register

app_name = "sealing"
urlpatterns = [
    path("", register.seals, name="seals"),
    path("uses/", register.uses, name="uses"),
    path("new/", changes.request, name="request"),
    path("<int:pk>/", register.seal, name="seal"),
    path("<int:pk>/picture.png", register.picture, name="picture"),
    path("<int:pk>/approve/", changes.approve, name="approve"),
    path("<int:pk>/reject/", changes.reject, name="reject"),
    path("<int:pk>/make/", changes.make, name="make"),
    path("<int:pk>/bring-in/", changes.bring_in, name="bring_in"),
    path("<int:pk>/hand-over/", changes.hand_over, name="hand_over"),
    path("<int:pk>/lend/", changes.lend, name="lend"),
    path("<int:pk>/give-back/", changes.give_back, name="give_back"),
    path("<int:pk>/stop/", changes.stop, name="stop"),
    path("<int:pk>/destroy/", changes.destroy, name="destroy"),
    path("custodies/<int:pk>/accept/", changes.accept, name="accept"),
    path("custodies/<int:pk>/take-back/", changes.take_back, name="take_back"),
]
