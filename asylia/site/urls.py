"""The map of the public site."""

from django.urls import path

from asylia.site import downloads, views

urlpatterns = [
    path("", views.home, name="home"),
    path("persons", views.persons, name="persons"),
    path("persons/<str:id>", views.person, name="person"),
    path("persons/<str:person>/<str:id>/<str:column>", views.value, name="value"),
    path("edition", downloads.edition, name="edition"),
    path("edition.zip", downloads.whole, name="whole"),
    path("edition/<path:name>", downloads.file, name="file"),
    path("about", views.about, name="about"),
]
handler400 = "asylia.site.views.bad_request"
handler404 = "asylia.site.views.not_found"
handler500 = "asylia.site.views.broken"
