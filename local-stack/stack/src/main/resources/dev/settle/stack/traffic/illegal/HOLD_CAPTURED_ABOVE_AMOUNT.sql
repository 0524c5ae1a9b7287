UPDATE payments.funds_hold SET captured_amount = amount + 1, captured_at = now(), version = version + 1 WHERE hold_id = ?
