using QuantumTrader.Domain.Identity;
using QuantumTrader.TestSupport.Identity;
using QuantumTrader.TestSupport.Web;

namespace QuantumTrader.E2E;

/// <summary>A browser, and an app with the people of all tests that share it.</summary>
public sealed class SharedConsole : Chromium
{
    /// <summary>Is disabled by a test.</summary>
    public const string Leaver = "lena";

    /// <summary>Whose sessions a test ends.</summary>
    public const string Mover = "mona";

    /// <summary>Whose roles a test changes.</summary>
    public const string Riser = "rosa";

    internal TradingApp App { get; private set; } = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        App = await TradingApp.StartAsync(isSetUp: false, SeedAsync);
        (await App.Browser.SignInAsync(ConsoleBrowser.Name, ConsoleSeed.Password)).Dispose();
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        if (App is not null)
        {
            await App.DisposeAsync();
        }
    }

    private static async Task SeedAsync(string dataDirectory)
    {
        await using var seed = await ConsoleSeed.OpenAsync(dataDirectory);
        await seed.PersonAsync(ConsoleBrowser.Name, RoleNames.All);
        await seed.PersonAsync("vera", Roles.Viewer);
        await seed.PersonAsync(Leaver, Roles.Operator);
        await seed.PersonAsync(Mover, Roles.Viewer);
        await seed.PersonAsync(Riser, Roles.Viewer);
        await seed.KeyAsync(await seed.PersonAsync("adam", Roles.Admin), ApiScopes.EssActivate | ApiScopes.TradingRead);
    }
}
