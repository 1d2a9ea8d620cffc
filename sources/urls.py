from django.urls import path

from sources.views import documents, importing, review, review_acts

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
        "documents/<int:document_id>/review/<int:sentence_id>/",
        review_acts.review_decide,
        name="review-decide",
    ),
]
