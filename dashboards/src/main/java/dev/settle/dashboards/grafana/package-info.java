/** Grafana's provisioning, made from the boards' own SQL files; knows no web and no database. */
@NullMarked
package dev.settle.dashboards.grafana;

import org.jspecify.annotations.NullMarked;
