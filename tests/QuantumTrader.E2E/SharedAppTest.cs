namespace QuantumTrader.E2E;

/// <summary>
/// One app for all tests that only look, or whose traces are of a person of their own. Nothing here stops, resets or ends the app, and
/// nothing may depend on what another test left.
/// </summary>
[Collection(Collection)]
public abstract class SharedAppTest(SharedConsole console) : BrowserTest(console)
{
    public const string Collection = "shared app";

    private protected override TradingApp App => console.App;
}

[CollectionDefinition(SharedAppTest.Collection)]
public sealed class SharedAppCollection : ICollectionFixture<SharedConsole>;
