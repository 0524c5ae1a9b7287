/** Runs a panel's query with bound parameters and turns its rows into exact values for people. */
@NullMarked
package dev.settle.dashboards.query;

import org.jspecify.annotations.NullMarked;
