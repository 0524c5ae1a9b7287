package dev.settle.dashboards.web;

/** A request named a panel that no file describes. */
final class UnknownPanelException extends RuntimeException {
  UnknownPanelException(String board, String name) {
    super("there is no panel '" + name + "' on a board '" + board + "'; /api/boards lists them");
  }
}
