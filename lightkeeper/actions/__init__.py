"""Writes: one public function is one transaction and its ledger events."""
