#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| lastack_fuzz::walk::check(bytes));
