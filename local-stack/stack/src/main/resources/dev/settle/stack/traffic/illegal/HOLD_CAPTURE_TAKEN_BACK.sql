UPDATE payments.funds_hold SET captured_amount = captured_amount - 1, version = version + 1 WHERE hold_id = ?
