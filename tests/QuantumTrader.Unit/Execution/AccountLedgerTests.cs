using CsCheck;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Execution.Paper;
using QuantumTrader.Domain.Units;
using QuantumTrader.Unit.Execution.Paper;

namespace QuantumTrader.Unit.Execution;

public sealed class AccountLedgerTests
{
    private readonly AccountLedger _ledger = new();

    [Fact]
    public void Equity_BeforeTheFirstReading_IsNotKnown()
    {
        _ledger.Apply(Fill(1, OrderSide.Buy, 1m, 100m));

        Assert.Null(_ledger.Equity);
        Assert.False(_ledger.IsKnown);
    }

    [Fact]
    public void Apply_AFillToldAgain_IsRefusedAndChangesNothing()
    {
        Adopt();
        Assert.True(_ledger.Apply(Fill(1, OrderSide.Buy, 1m, 100m)));

        Assert.False(_ledger.Apply(Fill(1, OrderSide.Buy, 1m, 100m)));
        Assert.Equal(1m, _ledger.Find(VenueBench.Btc, PositionSide.Both)!.SignedQuantity);
    }

    /// <summary>An opening that was not told leaves a leg with what it cannot hold; to close that would be refused, or hit what is there.</summary>
    [Fact]
    public void HeldAsKnown_TellsTheOpenLegsAndLeavesOutWhatALegCannotHold()
    {
        Adopt();
        _ledger.Apply(Fill(1, OrderSide.Sell, 2m, 100m));
        _ledger.Apply(Fill(2, OrderSide.Buy, 1m, 100m) with { PositionSide = PositionSide.Long });
        _ledger.Apply(Fill(3, OrderSide.Buy, 1m, 100m) with { PositionSide = PositionSide.Short });
        _ledger.Apply(Fill(4, OrderSide.Buy, 1m, 100m) with { Symbol = VenueBench.Eth });
        _ledger.Apply(Fill(5, OrderSide.Sell, 1m, 100m) with { Symbol = VenueBench.Eth });

        Assert.Equal(
            [(VenueBench.Btc, PositionSide.Both, Direction.Short, 2m), (VenueBench.Btc, PositionSide.Long, Direction.Long, 1m)],
            _ledger.HeldAsKnown().Select(p => (p.Symbol, p.PositionSide, p.Direction, p.Quantity.Value)));
    }

    [Fact]
    public void Apply_FillsOfTwoSymbolsWithOneId_CountBoth()
    {
        Adopt();
        var first = Fill(1, OrderSide.Buy, 1m, 100m);

        Assert.True(_ledger.Apply(first));
        Assert.True(_ledger.Apply(first with { Symbol = VenueBench.Eth }));
        Assert.False(_ledger.Apply(first with { Symbol = VenueBench.Eth }));

        Assert.Equal(2, _ledger.OpenCount);
    }

    [Fact]
    public void Apply_AFillThatTheReadingHeld_ChangesNothing()
    {
        Adopt();
        _ledger.SeenFillsUpTo(7);

        Assert.False(_ledger.Apply(Fill(7, OrderSide.Buy, 1m, 100m)));
        Assert.Equal(0, _ledger.OpenCount);
    }

    [Theory]
    [InlineData("1@100 1@110", 2, 105)]
    [InlineData("1@100 -0.5@120", 0.5, 100)]
    [InlineData("1@100 -3@90", -2, 90)]
    [InlineData("-1@100 -1@90", -2, 95)]
    public void Apply_Fills_GiveQuantityAndEntryPrice(string fills, decimal quantity, decimal entry)
    {
        Adopt();
        foreach (var fill in FillsOf(fills))
        {
            _ledger.Apply(fill);
        }

        var leg = _ledger.Find(VenueBench.Btc, PositionSide.Both)!;
        Assert.Equal((quantity, new Price(entry)), (leg.SignedQuantity, leg.EntryPrice));
    }

    /// <summary>What is told late counts in its place: wallet, quantity and average entry are those of the venue's order.</summary>
    [Theory]
    [InlineData("1@100 -0.5@120 1@110")]
    [InlineData("1@100 -3@90 1@80 1@70 0.5@60")]
    [InlineData("-1@100 -1@90 1@95 1@94 2@93")]
    public void Apply_FillsInAnyOrder_IsTheVenuesOrder(string fills)
    {
        var told = FillsOf(fills);
        var right = Ledger(told);
        foreach (var order in Orders(told))
        {
            var ledger = Ledger(order);

            Assert.Equal((right.Wallet, right.Equity, right.LastFillId), (ledger.Wallet, ledger.Equity, ledger.LastFillId));
            Assert.Equal(Leg(right), Leg(ledger));
            Assert.All(told, f => Assert.False(ledger.Apply(f)));
        }
    }

    [Fact]
    public void Apply_AnOlderFillAfterTheVenuesWordWasTaken_ChangesNothing()
    {
        Adopt();
        _ledger.Apply(Fill(2, OrderSide.Buy, 1m, 100m));
        _ledger.Settle();

        Assert.False(_ledger.Apply(Fill(1, OrderSide.Buy, 1m, 100m)));
        Assert.Equal((1m, 2L), (_ledger.Find(VenueBench.Btc, PositionSide.Both)!.SignedQuantity, _ledger.SettledTo));
    }

    [Fact]
    public void Apply_MoreFillsThanAreKept_ForgetsTheOldestAndCountsThemAll()
    {
        Adopt();
        const int Late = 500;
        for (var id = 1; id <= AccountLedger.FillsKeptMax + 100; id++)
        {
            if (id != Late)
            {
                _ledger.Apply(Fill(id, OrderSide.Buy, 1m, id));
            }
        }

        Assert.Equal(99, _ledger.SettledTo);
        Assert.False(_ledger.Apply(Fill(50, OrderSide.Buy, 1m, 1m)));
        Assert.True(_ledger.Apply(Fill(Late, OrderSide.Buy, 1m, Late)));
        var leg = _ledger.Find(VenueBench.Btc, PositionSide.Both)!;
        Assert.Equal(1_100m, leg.SignedQuantity);
        Assert.Equal(550.5, (double)leg.EntryPrice.Value, 6);
        Assert.Equal(100, _ledger.SettledTo);
    }

    [Fact]
    public void ApplyFundingAndTransfer_OfBeforeTheReading_AreInItAndOfTheSameInstantOrLaterCount()
    {
        Adopt();

        _ledger.ApplyFunding(new Usd(-1m), VenueBench.Start.AddTicks(-1));
        _ledger.ApplyTransfer(new Usd(-50m), VenueBench.Start.AddTicks(-1));
        Assert.Equal((new Usd(10_000m), Usd.Zero), (_ledger.Wallet, _ledger.NetTransfers));

        _ledger.ApplyFunding(new Usd(-1m), VenueBench.Start);
        _ledger.ApplyTransfer(new Usd(-50m), VenueBench.Start);
        Assert.Equal((new Usd(9_949m), new Usd(-50m)), (_ledger.Wallet, _ledger.NetTransfers));
    }

    [Fact]
    public void Mark_MovesEquityAndExposureOfThatSymbolOnly()
    {
        Adopt();
        _ledger.Apply(Fill(1, OrderSide.Buy, 2m, 100m));

        _ledger.Mark(VenueBench.Btc, new Price(90m));
        _ledger.Mark(VenueBench.Eth, new Price(1m));

        Assert.Equal(new Usd(9_980m), _ledger.Equity);
        Assert.Equal(new Usd(180m), _ledger.TotalNotional);
        Assert.Equal(new Usd(180m), _ledger.NotionalOf(VenueBench.Btc));
    }

    [Fact]
    public void Adopt_TakesTheVenuesWordAlsoForWhatIsGone()
    {
        Adopt();
        _ledger.Apply(Fill(1, OrderSide.Buy, 2m, 100m));

        Adopt();

        Assert.Equal(0, _ledger.OpenCount);
        Assert.Equal(Usd.Zero, _ledger.TotalNotional);
        Assert.Equal(new Usd(10_000m), _ledger.Equity);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Ledger_FedWithAVenuesUpdates_IsTheVenuesAccountAfterEveryStep(bool hedge) =>
        Gen.ULong[1, 1_000_000].Sample(
            seed =>
            {
                var venue = new PaperVenue(RandomTrading.Settings(hedge), VenueBench.Instruments, seed);
                var ledger = new AccountLedger();
                ledger.Adopt(venue.Account(VenueBench.Start), 0);
                var trading = new RandomTrading(seed, hedge);
                for (var i = 0; i < 150; i++)
                {
                    trading.Step(venue);
                    AssertSame(venue, ledger);
                }
            },
            iter: 20,
            threads: 1);

    private static void AssertSame(PaperVenue venue, AccountLedger ledger)
    {
        while (venue.TryTakeUpdate(out var update))
        {
            switch (update)
            {
                case ExchangeUpdate.Filled filled: Assert.True(ledger.Apply(filled.Fill)); break;
                case ExchangeUpdate.FundingPaid funding: ledger.ApplyFunding(funding.Amount, funding.AtUtc); break;
                case ExchangeUpdate.Transferred transfer: ledger.ApplyTransfer(transfer.Amount, transfer.AtUtc); break;
            }
        }

        var account = venue.Account(VenueBench.Start);
        foreach (var position in account.Positions)
        {
            ledger.Mark(position.Symbol, position.MarkPrice);
        }

        Assert.Equal(account.WalletBalance, ledger.Wallet);
        Assert.Equal(account.NetTransfers, ledger.NetTransfers);
        Assert.Equal(account.Positions.Count, ledger.OpenCount);
        Assert.Equal((double)account.Equity.Value, (double)ledger.Equity!.Value.Value, 6);
        foreach (var position in account.Positions)
        {
            var leg = ledger.Find(position.Symbol, position.PositionSide)!;
            Assert.Equal(position.Direction.Sign() * position.Quantity.Value, leg.SignedQuantity);
            Assert.Equal((double)position.EntryPrice.Value, (double)leg.EntryPrice.Value, 6);
        }
    }

    /// <summary>Quantity, below zero a sale, and price of each, in the venue's order.</summary>
    private static VenueFill[] FillsOf(string fills) =>
    [
        .. fills.Split(' ')
            .Select(f => f.Split('@').Select(n => decimal.Parse(n, System.Globalization.CultureInfo.InvariantCulture)).ToArray())
            .Select((f, i) => Fill(i + 1, f[0] > 0m ? OrderSide.Buy : OrderSide.Sell, Math.Abs(f[0]), f[1]) with { Fee = new Usd(i + 1), RealisedPnl = new Usd(f[1]) }),
    ];

    private static AccountLedger Ledger(IEnumerable<VenueFill> told)
    {
        var ledger = new AccountLedger();
        Adopt(ledger);
        foreach (var fill in told)
        {
            Assert.True(ledger.Apply(fill));
        }

        ledger.Mark(VenueBench.Btc, new Price(97m));
        return ledger;
    }

    private static (decimal, Price, Usd) Leg(AccountLedger ledger) =>
        ledger.Find(VenueBench.Btc, PositionSide.Both) is { } leg ? (leg.SignedQuantity, leg.EntryPrice, leg.UnrealisedPnl) : default;

    private static IEnumerable<VenueFill[]> Orders(VenueFill[] of) =>
        of.Length < 2 ? [of] : of.SelectMany(first => Orders([.. of.Where(f => f != first)]).Select(rest => (VenueFill[])[first, .. rest]));

    [Fact]
    public void Apply_AFeeThatWasPaidInAnotherCurrency_LeavesTheWalletAlone()
    {
        Adopt();
        _ledger.Apply(Fill(1, OrderSide.Buy, 1m, 100m) with { Fee = new Usd(3m) });
        _ledger.Apply(Fill(2, OrderSide.Buy, 1m, 100m) with { Fee = new Usd(3m), FeeIsElsewhere = true });

        Assert.Equal(new Usd(9_997m), _ledger.Wallet);
    }

    private void Adopt() => Adopt(_ledger);

    private static void Adopt(AccountLedger ledger) => ledger.Adopt(
        new AccountSnapshot
        {
            WalletBalance = new Usd(10_000m),
            UnrealisedPnl = Usd.Zero,
            AvailableBalance = new Usd(10_000m),
            NetTransfers = Usd.Zero,
            Positions = [],
            AtUtc = VenueBench.Start,
        },
        0);

    private static VenueFill Fill(long id, OrderSide side, decimal quantity, decimal price) => new()
    {
        FillId = id,
        VenueOrderId = id,
        ClientOrderId = "a",
        Symbol = VenueBench.Btc,
        Side = side,
        Price = new Price(price),
        Quantity = new Quantity(quantity),
        Fee = Usd.Zero,
        RealisedPnl = Usd.Zero,
        Remaining = Quantity.Zero,
        AtUtc = VenueBench.Start,
    };
}
