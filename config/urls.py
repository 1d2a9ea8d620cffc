from django.contrib import admin
from django.urls import include, path

from config import views

handler400 = views.bad_request

urlpatterns = [
    path("", include("lessons.urls")),
    path("", include("quizzes.urls")),
    path("", include("rosters.urls")),
    path("theme/", views.theme, name="theme"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("about-you/", views.about_you, name="about-you"),
    path("admin/", admin.site.urls),
]
