"""What each rule means, one module a family; ``registry`` lists them."""
