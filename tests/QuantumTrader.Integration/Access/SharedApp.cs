using QuantumTrader.Integration.Hosting;
using QuantumTrader.TestSupport;
using QuantumTrader.TestSupport.Web;

namespace QuantumTrader.Integration.Access;

/// <summary>One quiet app with its first person set up, for the tests of a class.</summary>
public sealed class SharedApp : IAsyncLifetime, IDisposable
{
    private readonly TempFolder _data = new();

    public AppProcess App { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        App = await AppProcess.StartQuiet(_data.Path, ("Access__CircuitsPerUser", "3"), ("Access__RecheckAfter", "00:00:01")).StartedAsync();
        await App.BrowserAsync();
    }

    public async Task DisposeAsync() => await App.DisposeAsync();

    public void Dispose() => _data.Dispose();

    /// <summary>A browser of its own, signed in as the first person.</summary>
    public async Task<ConsoleBrowser> SignedInAsync()
    {
        var browser = new ConsoleBrowser(App.Url);
        using var answer = await browser.SignInAsync();
        Assert.Equal(303, (int)answer.StatusCode);
        return browser;
    }
}
