/** The HTTP interface: boards, results as JSON and CSV, health, security headers. */
@NullMarked
package dev.settle.dashboards.web;

import org.jspecify.annotations.NullMarked;
