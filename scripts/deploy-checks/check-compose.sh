leave_compose() { :; }
check_compose() { :; }
