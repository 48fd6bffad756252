"""How each form of paper is composed, one function a form."""
