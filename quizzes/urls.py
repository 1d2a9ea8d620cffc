from django.urls import path

from quizzes.views import (
    assignment_class,
    attempts,
    marking,
    receipts,
    review,
    saving,
    staff_attempt,
    start,
    variants,
)

app_name = "quizzes"

urlpatterns = [
    path("quizzes/<int:quiz_id>/", start.quiz, name="quiz"),
    path("quizzes/<int:quiz_id>/start/", start.quiz_start, name="quiz-start"),
    path("quizzes/<int:quiz_id>/preview/", start.quiz_preview, name="quiz-preview"),
    path("assignments/<int:assignment_id>/", start.assignment, name="assignment"),
    path("assignments/<int:assignment_id>/start/", start.assignment_start, name="assignment-start"),
    path(
        "assignments/<int:assignment_id>/class/",
        assignment_class.assignment_class,
        name="assignment-class",
    ),
    path(
        "assignments/<int:assignment_id>/class/time/",
        assignment_class.assignment_add_time,
        name="assignment-add-time",
    ),
    path("attempts/<int:attempt_id>/", attempts.attempt, name="attempt"),
    path("attempts/<int:attempt_id>/<int:position>/", attempts.attempt_item, name="attempt-item"),
    path(
        "attempts/<int:attempt_id>/<int:position>/save/",
        saving.response_save,
        name="response-save",
    ),
    path("attempts/<int:attempt_id>/overview/", attempts.attempt_overview, name="attempt-overview"),
    path("attempts/<int:attempt_id>/submit/", attempts.attempt_submit, name="attempt-submit"),
    path("attempts/<int:attempt_id>/review/", review.attempt_review, name="attempt-review"),
    path("attempts/<int:attempt_id>/receipts/", receipts.attempt_receipts, name="attempt-receipts"),
    path("marking/", marking.marking, name="marking"),
    path("marking/names/", marking.marking_names, name="marking-names"),
    path("marking/<int:response_id>/", marking.marking_response, name="marking-response"),
    path(
        "marking/<int:response_id>/take-back/",
        marking.marking_take_back,
        name="marking-take-back",
    ),
    path(
        "marking/assignments/<int:assignment_id>/release/",
        marking.marking_release,
        name="marking-release",
    ),
    path("attempts/<int:attempt_id>/staff/", staff_attempt.attempt_staff, name="attempt-staff"),
    path(
        "attempts/<int:attempt_id>/staff/time/",
        staff_attempt.attempt_add_time,
        name="attempt-add-time",
    ),
    path(
        "attempts/<int:attempt_id>/staff/one-more/",
        staff_attempt.attempt_allow,
        name="attempt-allow",
    ),
    path(
        "attempts/<int:attempt_id>/staff/reopen/",
        staff_attempt.attempt_reopen,
        name="attempt-reopen",
    ),
    path(
        "attempts/<int:attempt_id>/staff/set-aside/",
        staff_attempt.attempt_set_aside,
        name="attempt-set-aside",
    ),
    path(
        "attempts/<int:attempt_id>/staff/bring-back/",
        staff_attempt.attempt_bring_back,
        name="attempt-bring-back",
    ),
    path(
        "attempts/<int:attempt_id>/staff/late/",
        staff_attempt.attempt_late_answers,
        name="attempt-late-answers",
    ),
    path(
        "attempts/<int:attempt_id>/staff/late/<int:number>/",
        staff_attempt.attempt_late_answer,
        name="attempt-late-answer",
    ),
    path("receipts/check/", receipts.receipt_check, name="receipt-check"),
    path("documents/<int:document_id>/variants/", variants.variants, name="variants"),
    path(
        "documents/<int:document_id>/variants/offer/",
        variants.variants_offer,
        name="variants-offer",
    ),
    path(
        "documents/<int:document_id>/variants/undo/", variants.variants_undo, name="variants-undo"
    ),
    path(
        "documents/<int:document_id>/variants/<int:variant_id>/",
        variants.variant_decide,
        name="variant-decide",
    ),
]
