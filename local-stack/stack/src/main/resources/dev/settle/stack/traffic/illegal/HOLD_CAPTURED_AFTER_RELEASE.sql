UPDATE payments.funds_hold SET status = 'CAPTURED', captured_amount = captured_amount + 1, captured_at = now(), closed_at = NULL, version = version + 1
WHERE hold_id = ?
