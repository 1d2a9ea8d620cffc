from django.urls import URLPattern, include, path

from lessons.views import catalogue, modules, notes, progress, quizzes, steps

app_name = "lessons"

# The pages of a module: once for what is published, once for staff as a preview of any release.
# Names that stand first here are taken: no lesson can be called “documents” or “glossary”.
module_pages: list[URLPattern] = [
    path("", modules.module, name="module"),
    path("glossary/", modules.glossary, name="glossary"),
    path("timeline/", modules.timeline, name="timeline"),
    path("documents/<slug:document>/", modules.document, name="document"),
    path("cards/<slug:card>/", modules.card, name="card"),
    path("quizzes/<slug:quiz>/", quizzes.module_quiz, name="module-quiz"),
    path("quizzes/<slug:quiz>/start/", quizzes.module_quiz_start, name="module-quiz-start"),
    path("<slug:lesson>/", steps.lesson, name="lesson"),
    path("<slug:lesson>/<slug:step>/", steps.step, name="step"),
    path("<slug:lesson>/<slug:step>/read/", steps.step_read, name="step-read"),
    path("<slug:lesson>/<slug:step>/note/", notes.note_save, name="note-save"),
    path("<slug:lesson>/<slug:step>/start/", steps.step_quiz_start, name="step-quiz-start"),
]

urlpatterns = [
    path("", catalogue.catalogue, name="catalogue"),
    path("progress/", progress.progress, name="progress"),
    path("modules/<slug:slug>/progress/", progress.progress_module, name="progress-module"),
    path("modules/<slug:slug>/", include(module_pages)),
    path("preview/<int:release_id>/", include((module_pages, "preview"))),
]
