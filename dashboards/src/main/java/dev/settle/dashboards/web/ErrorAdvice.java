package dev.settle.dashboards.web;

import dev.settle.dashboards.explore.RefusedSqlException;
import dev.settle.dashboards.query.BadParameterException;
import dev.settle.dashboards.query.QueryException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers failures as {@code {"code": …, "message": …}}, without anything of the inside. */
@RestControllerAdvice
final class ErrorAdvice {
  @ExceptionHandler(UnknownPanelException.class)
  ResponseEntity<ErrorView> unknown(UnknownPanelException e) {
    return answer(HttpStatus.NOT_FOUND, "UNKNOWN_PANEL", e);
  }

  @ExceptionHandler(BadParameterException.class)
  ResponseEntity<ErrorView> badParameter(BadParameterException e) {
    return answer(HttpStatus.BAD_REQUEST, "BAD_PARAMETER", e);
  }

  @ExceptionHandler(QueryException.class)
  ResponseEntity<ErrorView> noResult(QueryException e) {
    HttpStatus status =
        switch (e.category()) {
          case LIMIT_EXCEEDED -> HttpStatus.UNPROCESSABLE_CONTENT;
          case UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
          case FAILED -> HttpStatus.INTERNAL_SERVER_ERROR;
        };
    return answer(status, e.category().name(), e);
  }

  @ExceptionHandler(RefusedSqlException.class)
  ResponseEntity<ErrorView> refused(RefusedSqlException e) {
    HttpStatus status =
        switch (e.reason()) {
          case NOT_ALLOWED -> HttpStatus.FORBIDDEN;
          case SQL_ERROR -> HttpStatus.BAD_REQUEST;
          case CANCELLED -> HttpStatus.CONFLICT;
        };
    return answer(status, e.reason().name(), e);
  }

  private static ResponseEntity<ErrorView> answer(HttpStatus status, String code, Exception e) {
    return ResponseEntity.status(status).body(new ErrorView(code, String.valueOf(e.getMessage())));
  }
}
