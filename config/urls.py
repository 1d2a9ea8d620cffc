from django.contrib import admin
from django.urls import include, path

from config import views
from config.health import views as health_views

handler400 = views.bad_request

urlpatterns = [
    path("", include("lessons.urls")),
    path("", include("quizzes.urls")),
    path("", include("sources.urls")),
    path("", include("rosters.urls")),
    path("theme/", views.theme, name="theme"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("about-you/", views.about_you, name="about-you"),
    path("health/", health_views.health, name="health"),
    path("healthz", health_views.healthz, name="healthz"),
    path("admin/", admin.site.urls),
]
