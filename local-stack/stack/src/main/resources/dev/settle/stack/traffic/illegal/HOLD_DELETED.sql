DELETE FROM payments.funds_hold WHERE hold_id = ?
