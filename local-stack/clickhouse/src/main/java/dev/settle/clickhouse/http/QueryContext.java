package dev.settle.clickhouse.http;

import dev.settle.clickhouse.engine.Engine;

/**
 * What every query needs.
 *
 * @param engine the engine
 * @param sessions sessions of all users
 * @param guard says what the read-only user may run
 */
record QueryContext(Engine engine, SessionRegistry sessions, ReadOnlyGuard guard) {}
