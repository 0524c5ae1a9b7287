-- Which logs were replayed into which days; not captured. A log keeps its first day, so that it is never booked twice.
CREATE SCHEMA IF NOT EXISTS traffic;
CREATE TABLE IF NOT EXISTS traffic.paysim_log (
  log_id        text PRIMARY KEY,
  sha256        text NOT NULL,
  business_date date NOT NULL,
  registered_at timestamptz(3) NOT NULL DEFAULT now()
)
