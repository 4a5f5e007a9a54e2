"""How long people wait: turns learnt, the order rule walked forward, estimates judged by what came true."""
