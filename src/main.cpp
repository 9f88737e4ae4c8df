// The only place that knows everything: settings -> parts -> command.
int main() { return 0; }
