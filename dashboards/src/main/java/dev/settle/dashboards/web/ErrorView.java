package dev.settle.dashboards.web;

/**
 * What the page shows in place of a result.
 *
 * @param code for programs
 * @param message for people
 */
record ErrorView(String code, String message) {}
