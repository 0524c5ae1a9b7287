UPDATE payments.funds_hold SET owner_id = 'thief', version = version + 1 WHERE hold_id = ?
