using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Execution.Paper;
using QuantumTrader.Infrastructure.Execution;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Unit.Execution.Paper;

public class PaperRegistrationTests
{
    [Fact]
    public async Task AddPaperExchange_WithSettings_GivesOneExchangeThatKeepsItsAccount()
    {
        using var folder = new TempFolder();
        for (var start = 0; start < 2; start++)
        {
            await using var services = Provider(folder, ("Paper:StartingBalance", "1234.5"), ("Paper:LatencyMin", "00:00:00"), ("Paper:LatencyMax", "00:00:00"));
            var exchange = services.GetRequiredService<PaperExchange>();
            Assert.Same(exchange, services.GetRequiredService<IExchange>());
            Assert.Same(exchange, services.GetRequiredService<IExchangeReader>());
            await exchange.LoadAsync(default);
            Assert.Equal(1_234.5m + start, (await exchange.GetAccountAsync(default)).Value!.WalletBalance.Value);
            await exchange.TransferAsync(new(1m), default);
        }
    }

    [Theory]
    [InlineData("Paper:TakerFee", "0.5", "Paper:TakerFee is 0.5; it must be from 0 to 0.01.")]
    [InlineData("Paper:TakerFe", "0.0004", "TakerFe")]
    [InlineData("Paper:TakerFee", "lots", "Paper:TakerFee")]
    public async Task AddPaperExchange_WithAWrongKeyOrValue_NamesIt(string key, string value, string expected)
    {
        using var folder = new TempFolder();
        await using var services = Provider(folder, (key, value));
        var e = Assert.ThrowsAny<Exception>(() => services.GetRequiredService<IOptions<PaperOptions>>().Value);
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void PaperOptions_Unset_AreTheSettingsDefaults() => Assert.Equal(new PaperSettings(), new PaperOptions().ToSettings());

    [Fact]
    public void PaperInstruments_ForAnySymbol_AreUsable() =>
        _ = new PaperVenue(new(), PaperInstruments.For([VenueBench.Btc, VenueBench.Eth, Domain.Units.Symbol.Create("NEWUSDT")]), 1);

    private static ServiceProvider Provider(TempFolder folder, params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value)).Build();
        return new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration)
            .AddLogging()
            .AddPaperExchange(_ => folder["engine.db"], _ => VenueBench.Instruments)
            .BuildServiceProvider();
    }
}
