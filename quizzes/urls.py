from django.urls import path

from quizzes.views import attempts, marking, receipts, review, saving, start

app_name = "quizzes"

urlpatterns = [
    path("quizzes/<int:quiz_id>/", start.quiz, name="quiz"),
    path("quizzes/<int:quiz_id>/start/", start.quiz_start, name="quiz-start"),
    path("quizzes/<int:quiz_id>/preview/", start.quiz_preview, name="quiz-preview"),
    path("assignments/<int:assignment_id>/", start.assignment, name="assignment"),
    path("assignments/<int:assignment_id>/start/", start.assignment_start, name="assignment-start"),
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
    path("receipts/check/", receipts.receipt_check, name="receipt-check"),
]
