"""Pages as frozen values: what is shown of a thing, an article, a search, a relation, without any HTML."""

from kg.views.article import ArticlePage, article_page
from kg.views.entity import entity_page, redirect_of, rows_page
from kg.views.graph import edge_page
from kg.views.knowledge import Knowledge
from kg.views.overview import Figures, figures
from kg.views.page import Page
from kg.views.parts import Ref
from kg.views.search import Wanted, search_page

__all__ = [
    "ArticlePage", "Figures", "Knowledge", "Page", "Ref", "Wanted", "article_page", "edge_page",
    "entity_page", "figures", "redirect_of", "rows_page", "search_page",
]  # fmt: skip
