namespace QuantumTrader.E2E;

/// <summary>An app for each test: a stop, a reset or a kill must not reach into another test.</summary>
[Collection(Collection)]
public abstract class OwnAppTest(Chromium chromium) : BrowserTest(chromium)
{
    public const string Collection = "own app";
    private TradingApp? _app;

    /// <summary>False: nobody is set up yet, as after the first start. Who seeds people is not set up.</summary>
    private protected virtual bool IsSetUp => true;

    /// <summary>Environment variables such as Access__TwoPersonReset.</summary>
    private protected virtual (string Key, string Value)[] Settings => [];

    private protected override TradingApp App => _app!;

    public override async Task InitializeAsync() => _app = await TradingApp.StartAsync(IsSetUp, SeedAsync, Settings);

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }

    /// <summary>People whom a test needs; none by default.</summary>
    private protected virtual Task SeedAsync(string dataDirectory) => Task.CompletedTask;
}

[CollectionDefinition(OwnAppTest.Collection)]
public sealed class OwnAppCollection : ICollectionFixture<Chromium>;
