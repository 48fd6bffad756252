"""Home (门户): navigation (导航), signing in (登录), what is said when something goes wrong (提示页)."""
