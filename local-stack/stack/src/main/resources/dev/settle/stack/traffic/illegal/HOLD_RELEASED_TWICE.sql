UPDATE payments.funds_hold SET status = 'RELEASED', closed_at = now(), version = version + 1 WHERE hold_id = ? AND version = 1
