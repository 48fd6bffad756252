"""Documents out (发文) and in (收文): their elements, versions, deliveries, and every official act on them."""
