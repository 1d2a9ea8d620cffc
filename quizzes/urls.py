from django.urls import path

from quizzes.views import attempts, receipts, review, saving, start

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
    path("receipts/check/", receipts.receipt_check, name="receipt-check"),
]
