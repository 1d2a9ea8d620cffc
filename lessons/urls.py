from django.urls import URLPattern, URLResolver, include, path

from lessons.views import (
    assigning,
    build_decisions,
    building,
    catalogue,
    classes,
    given,
    modules,
    notes,
    people,
    progress,
    quizzes,
    steps,
)

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

# What was given to a class, and what staff do with it.
given_quiz: list[URLPattern] = [
    path("", given.given_quiz, name="given-quiz"),
    path("take-back/", given.given_quiz_take_back, name="given-quiz-take-back"),
    path("again/", given.given_quiz_again, name="given-quiz-again"),
]
given_module: list[URLPattern] = [
    path("", given.given_module, name="given-module"),
    path("add/", given.given_module_add, name="given-module-add"),
    path("take-back/", given.given_module_take_back, name="given-module-take-back"),
    path("again/", given.given_module_again, name="given-module-again"),
]
of_class: list[URLPattern | URLResolver] = [
    path("", classes.class_detail, name="class"),
    path("report.csv", classes.class_report, name="class-report"),
    path("learners/<int:learner_id>/", classes.class_learner, name="class-learner"),
    path("assign/", assigning.assign, name="assign"),
    path("taken-back/", given.taken_back, name="taken-back"),
    path("quizzes/<int:assignment_id>/", include(given_quiz)),
    path("modules/<int:given_id>/", include(given_module)),
]

# What a build drafted, and what is left to decide about it.
of_build: list[URLPattern] = [
    path("", build_decisions.decisions, name="build-decisions"),
    path("state/", build_decisions.build_state, name="build-state"),
    path("decide/", build_decisions.decide, name="build-decide"),
    path("publish/", build_decisions.publish, name="build-publish"),
    path("take-back/", build_decisions.take_build_back, name="build-take-back"),
    path("candidates/<int:part_id>/", build_decisions.candidate, name="build-candidate"),
]

urlpatterns = [
    path("", catalogue.catalogue, name="catalogue"),
    path("progress/", progress.progress, name="progress"),
    path("modules/<slug:slug>/progress/", progress.progress_module, name="progress-module"),
    path("modules/<slug:slug>/", include(module_pages)),
    path("classes/assign/", assigning.assign_start, name="assign-start"),
    path("classes/<int:classroom_id>/", include(of_class)),
    path("documents/<int:document_id>/build/", building.build, name="build"),
    path("builds/<int:module_id>/", include(of_build)),
    path("accounts/data/", people.own_data, name="own-data"),
    path("people/<int:person_id>/export/", people.person_export, name="person-export"),
    path("people/<int:person_id>/erase/", people.person_erase, name="person-erase"),
    path("preview/<int:release_id>/", include((module_pages, "preview"))),
]
