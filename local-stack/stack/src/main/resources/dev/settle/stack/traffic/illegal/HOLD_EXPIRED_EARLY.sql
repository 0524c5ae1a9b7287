UPDATE payments.funds_hold SET status = 'EXPIRED', closed_at = expires_at - interval '1 millisecond', version = version + 1 WHERE hold_id = ?
