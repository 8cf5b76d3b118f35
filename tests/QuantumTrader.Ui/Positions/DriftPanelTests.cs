using Bunit;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;
using QuantumTrader.Ui.Shared;
using QuantumTrader.Web.Components.Pages.Positions;

namespace QuantumTrader.Ui.Positions;

public sealed class DriftPanelTests : ScreenTest
{
    private static readonly Symbol Btc = Symbol.Create("BTCUSDT");
    private static readonly Symbol Eth = Symbol.Create("ETHUSDT");
    private static readonly AccountDrift None = new(Pictures.At.AddSeconds(-2), Usd.Zero, [], Fraction.Zero, null);

    [Fact]
    public async Task Drift_NotComparedYet_IsNotNone()
    {
        var page = await ShowAsync(null);
        Assert.Contains("have not been compared yet", page.Find("[data-qt-drift=unknown]").TextContent, StringComparison.Ordinal);
        Assert.Equal(2, page.FindAll("[data-label=Drift] .qt-unknown").Count);
    }

    [Fact]
    public async Task Drift_None_SaysWhenItWasCompared()
    {
        var page = await ShowAsync(None);
        Assert.Equal(["none", "0.00 %", "equal", "does not differ", "2.0 s ago"], page.FindAll("[data-qt-drift=none] dd").Select(d => d.TextContent));
        Assert.Equal(["none", "none"], Legs(page));
        Assert.Empty(page.FindAll("[data-qt-drift-legs]"));
    }

    [Fact]
    public async Task Drift_OfLegsAndWallet_IsShownAboveAndAtTheLeg()
    {
        var page = await ShowAsync(None with
        {
            Wallet = new(-12.5m),
            Score = new(0.0123m),
            SinceUtc = Pictures.At.AddMinutes(-3),
            Legs = [new(Btc, PositionSide.Both, 0.042m, 0.05m), new(Eth, PositionSide.Both, -0.042m, 0m), new(Symbol.Create("SOLUSDT"), PositionSide.Both, 0m, -7m)],
        });

        Assert.Equal(["DIFFERS", "1.23 %", "−12.50 ▼", "10:49, for 3 min 00 s", "2.0 s ago"], page.FindAll("[data-qt-drift=differs] dd").Select(d => d.TextContent));
        Assert.Equal(["venue 0.05", "GHOST: not at the venue"], Legs(page));
        Assert.Equal(
            ["BTCUSDT BOTH DIFFERS 0.042 0.05", "ETHUSDT BOTH GHOST −0.042 0", "SOLUSDT BOTH ORPHAN 0 −7"],
            page.FindAll("[data-qt-drift-legs] tbody tr").Select(r => string.Join(' ', r.Children.Take(5).Select(c => c.TextContent.Trim()))));
    }

    [Fact]
    public async Task Drift_WithoutAScore_IsADashAndNotZero()
    {
        var page = await ShowAsync(None with { Wallet = new(1m), Score = null });
        Assert.StartsWith("–", page.Find("[data-qt-drift-score]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drift_OfOneSideOfTheHedgeMode_IsOfThatLegAlone()
    {
        await Views.SetAsync(Pictures.Trading with
        {
            Positions = [Pictures.Position("BTCUSDT", Direction.Long, 2_700m, true), Pictures.Position("BTCUSDT", Direction.Short, 2_700m, true)],
            AccountAtUtc = Pictures.At,
            Drift = None with { Legs = [new(Btc, PositionSide.Short, -0.042m, 0m)] },
        });
        Assert.Equal(["none", "GHOST: not at the venue"], Legs(Screen.Render<PositionsPage>()));
    }

    [Fact]
    public async Task Drift_NotComparedForLong_IsCaution()
    {
        var page = await ShowAsync(None with { ComparedAtUtc = Pictures.At.AddMinutes(-5) });
        Assert.Equal("5 min 00 s ago", page.Find("[data-qt-drift-compared] .qt-tone-caution").TextContent);
    }

    private static string[] Legs(IRenderedComponent<PositionsPage> page) => [.. page.FindAll("[data-label=Drift]").Select(c => c.TextContent.Trim())];

    private async Task<IRenderedComponent<PositionsPage>> ShowAsync(AccountDrift? drift)
    {
        await Views.SetAsync(Pictures.Trading with { AccountAtUtc = Pictures.At, Drift = drift });
        return Screen.Render<PositionsPage>();
    }
}
