@NullMarked
package dev.settle.dashboards.web;

import org.jspecify.annotations.NullMarked;
