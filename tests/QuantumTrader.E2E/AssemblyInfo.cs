// Each test starts an engine and a browser of its own; side by side they would starve each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
