-- Priced by the accounts' rate and not by the rate card: `./settle nightly expected` asks the night's own statements now.
DROP VIEW IF EXISTS settlement.expected_channel_line;
