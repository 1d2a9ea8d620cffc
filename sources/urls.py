from django.urls import path

from sources.views import (
    documents,
    importing,
    rating,
    review,
    review_acts,
    review_cut,
    rounds,
)

app_name = "sources"

urlpatterns = [
    path("documents/", documents.documents, name="documents"),
    path("documents/import/", importing.import_new, name="import-new"),
    path("documents/imports/<int:import_id>/", importing.import_page, name="import"),
    path("documents/imports/<int:import_id>/state/", importing.import_state, name="import-state"),
    path(
        "documents/imports/<int:import_id>/cancel/", importing.import_cancel, name="import-cancel"
    ),
    path("documents/imports/<int:import_id>/retry/", importing.import_retry, name="import-retry"),
    path(
        "documents/imports/<int:import_id>/put-away/",
        importing.import_put_away,
        name="import-put-away",
    ),
    path("documents/<int:document_id>/", documents.document, name="document"),
    path("documents/<int:document_id>/original/", documents.original, name="original"),
    path("documents/<int:document_id>/block/", documents.document_block, name="document-block"),
    path("documents/<int:document_id>/review/", review.review, name="review"),
    path("documents/<int:document_id>/review/undo/", review_acts.review_undo, name="review-undo"),
    path("documents/<int:document_id>/review/seen/", review_acts.review_seen, name="review-seen"),
    path(
        "documents/<int:document_id>/review/history/",
        review_cut.review_history,
        name="review-history",
    ),
    path(
        "documents/<int:document_id>/review/<int:sentence_id>/",
        review_acts.review_decide,
        name="review-decide",
    ),
    path(
        "documents/<int:document_id>/review/<int:sentence_id>/cut/",
        review_cut.review_cut,
        name="review-cut",
    ),
    path("documents/<int:document_id>/rounds/", rounds.rounds, name="rounds"),
    path("documents/<int:document_id>/rounds/open/", rounds.round_open, name="round-open"),
    path("documents/<int:document_id>/rounds/abandon/", rounds.round_abandon, name="round-abandon"),
    path("documents/<int:document_id>/rounds/raters/", rounds.round_raters, name="round-raters"),
    path("documents/<int:document_id>/rounds/done/", rating.round_done, name="round-done"),
    path("documents/<int:document_id>/rounds/go-on/", rating.round_go_on, name="round-go-on"),
    path("documents/<int:document_id>/rounds/rate/", rating.round_rate, name="round-rate"),
    path(
        "documents/<int:document_id>/rounds/rate/<int:sentence_id>/",
        rating.round_label,
        name="round-label",
    ),
    path("documents/<int:document_id>/rounds/<int:number>/", rounds.round_page, name="round"),
    path(
        "documents/<int:document_id>/rounds/<int:number>/undo/",
        rounds.round_undo,
        name="round-undo",
    ),
    path(
        "documents/<int:document_id>/rounds/<int:number>/settle/<int:claim_id>/",
        rounds.round_settle,
        name="round-settle",
    ),
]
