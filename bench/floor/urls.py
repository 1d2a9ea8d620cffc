from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import path

from bench.floor.models import Note


@login_required
def read(request: HttpRequest) -> HttpResponse:
    """Session, person, one row, a page of a few lines."""
    return render(request, "floor/note.html", {"note": Note.objects.get(pk=1)})


@login_required
def write(request: HttpRequest) -> HttpResponse:
    """The same reading, one INSERT, and a few bytes of JSON."""
    Note.objects.get(pk=1)
    note = Note.objects.create(person=request.user, text=request.POST["text"])
    return JsonResponse({"saved": True, "number": note.pk})


urlpatterns = [path("read/", read), path("write/", write)]
