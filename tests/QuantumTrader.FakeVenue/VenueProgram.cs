namespace QuantumTrader.FakeVenue;

/// <summary>The fake venue as a program of its own: Binance's USDⓈ-M surface on loopback, without money.</summary>
public static class VenueProgram
{
    public static async Task<int> RunAsync(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.WebHost.UseUrls("http://127.0.0.1:9797");
        await using var app = builder.Build();
        app.MapGet("/fapi/v1/ping", () => Results.Text("{}", "application/json"));
        await app.RunAsync();
        return 0;
    }
}
