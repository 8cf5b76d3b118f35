using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Execution.Binance;
using static QuantumTrader.Unit.Execution.Binance.Streams.UserFrames;

namespace QuantumTrader.Unit.Execution.Binance.Streams;

public sealed class UserGapTests
{
    private static readonly Symbol Btc = Symbol.Create("BTCUSDT");

    [Fact]
    public async Task Cut_FillsOfTheGap_ComeByRest_OnceAndBeforeTrust()
    {
        await using var test = await UserStreamUnderTest.TrustedAsync();
        await test.PushAsync(Order(), Fill(trade: 1, at: At + 10));
        test.Reader.Fills.AddRange([RestFill(1, At + 10, remaining: 1m), RestFill(2, At + 20, remaining: 0m)]);
        test.Reader.Ended.Add(Ended(VenueOrderStatus.Filled));

        test.Venue.Last.Break();

        await test.UntilAsync(() => test.Listener.Told.Count >= 3, "trust again");
        Assert.Equal(["trusted", "gap: Connection reset by peer", "trusted"], test.Listener.Told);
        Assert.Equal([1m, 1m], test.Listener.Fills.Select(f => f.Quantity.Value));
        Assert.Equal(VenueOrderStatus.Filled, test.Listener.Orders[^1].Status);
        Assert.Equal((1, 2), (test.Stream.Health.Gaps, test.Stream.Health.Resyncs));
    }

    public static TheoryData<string> Absurd => new(
        """{"e":"ACCOUNT_UPDATE","E":1767607200000,"T":9000000000000000000,"a":{"m":"ORDER","B":[],"P":[]}}""",
        """{"e":"ACCOUNT_UPDATE","E":1767607200000,"T":-9000000000000000000,"a":{"m":"ORDER","B":[],"P":[]}}""",
        """{"e":"MARGIN_CALL","E":4102444800000,"p":[]}""",
        """{"e":"ACCOUNT_CONFIG_UPDATE","E":1767607200000,"ac":{"s":"BTCUSDT","l":7e28}}""",
        Account("DEPOSIT", "70000000000000000000"),
        Account("ORDER", wallet: "70000000000000000000"),
        Account("ORDER", positions: Position("BTCUSDT", "70000000000000000000")),
        Account("ORDER", positions: Position("BTCUSDT", "1", entry: "1000000000001")),
        Order(at: 9_000_000_000_000_000_000),
        Fill(price: 70_000_000_000_000_000_000m, last: 70_000_000_000_000_000_000m, filled: 70_000_000_000_000_000_000m),
        Algo("NEW", at: 9_000_000_000_000_000_000),
        Algo("NEW", quantity: 1_000_000_000_001m));

    [Theory]
    [MemberData(nameof(Absurd))]
    public async Task AbsurdNumber_IsAGapAndAReading_AndNeverTheEngine(string frame)
    {
        await using var test = await UserStreamUnderTest.TrustedAsync();

        test.Push(frame);

        await test.UntilAsync(() => test.Listener.Told.Count >= 3, "trust again");
        Assert.Equal(["trusted", "gap: an event that could not be understood", "trusted"], test.Listener.Told);
        Assert.Empty(test.Listener.Updates);
    }

    // Its id would stand for the last fill that is known, and no true one would be asked for any more.
    [Fact]
    public async Task FillOfATimeToCome_IsAGapAndAReading_AndMovesNothing()
    {
        await using var test = await UserStreamUnderTest.TrustedAsync();

        test.Push(Fill(trade: 1, at: At + (long)TimeSpan.FromDays(1_000).TotalMilliseconds));
        await test.UntilAsync(() => test.Listener.Told.Count >= 3, "trust again");
        Assert.Equal(["trusted", "gap: an event that could not be understood", "trusted"], test.Listener.Told);
        Assert.Empty(test.Listener.Updates);

        await test.PushAsync(Fill(trade: 2, at: At + 240_000)); // clocks may differ by minutes
        Assert.Equal(VenueFillIds.Of(Btc, 2, At + 240_000), Assert.Single(test.Listener.Fills).FillId);
    }

    [Fact]
    public async Task EventsDuringTheReading_WaitForIt_AndNothingIsCountedTwice()
    {
        await using var test = await UserStreamUnderTest.TrustedAsync();
        await test.PushAsync(Order());
        var reading = new TaskCompletionSource();
        test.Reader.OnAccount = () => reading.Task;
        test.Reader.Fills.Add(RestFill(1, At + 10, remaining: 1m));
        test.Venue.Last.Break();
        await test.UntilAsync(() => test.Reader.AccountReads == 2, "the reading");

        await test.PushAsync(Fill(trade: 1, at: At + 10), Fill(trade: 2, filled: 2m, at: At + 20));
        Assert.Empty(test.Listener.Fills);
        Assert.False(test.Stream.Trust.IsTrusted);
        reading.SetResult();

        await test.UntilAsync(() => test.Listener.Fills.Count == 2, "both fills");
        Assert.True(test.Stream.Trust.IsTrusted);
        Assert.Equal(VenueOrderStatus.Filled, test.Listener.Orders[^1].Status);
    }

    [Fact]
    public async Task CutDuringTheReading_IsReadOnceMore()
    {
        await using var test = await UserStreamUnderTest.TrustedAsync();
        var reading = new TaskCompletionSource();
        test.Reader.OnAccount = () => reading.Task;
        test.Venue.Last.Break();
        await test.UntilAsync(() => test.Reader.AccountReads == 2, "the reading");
        test.Venue.Last.Break();
        await test.UntilAsync(() => test.Venue.Sockets.Count == 3, "a third connection");

        reading.SetResult();

        await test.UntilAsync(() => test.Stream.Trust.IsTrusted, "trust");
        Assert.True(test.Reader.AccountReads >= 3);
        Assert.Equal(2, test.Stream.Health.Resyncs);
    }

    // Failure mode 1: the key expires and the stream is silent; the venue says so.
    [Fact]
    public async Task KeyExpired_NewKeyNewConnectionAndReading()
    {
        await using var test = await UserStreamUnderTest.TrustedAsync();
        test.Keys.End();

        test.Push(KeyExpired);

        await test.UntilAsync(() => test.Listener.Told.Count >= 3, "trust again");
        Assert.EndsWith("listenKey=key2", test.Venue.Last.Address!.AbsoluteUri, StringComparison.Ordinal);
        Assert.True(test.Venue.Sockets[0].IsClosed);
        Assert.Equal("gap: the venue says that the key has expired", test.Listener.Told[1]);
    }

    // Failure modes 2 and 3: another client deleted the key; extending it answers -1125, once, and then there is a new one.
    [Fact]
    public async Task KeyDeletedByAnotherClient_FoundWhenItIsExtended_IsMadeAnewOnce()
    {
        await using var test = await UserStreamUnderTest.TrustedAsync();
        test.Keys.End();

        await test.Clock.UntilAsync(() => test.Listener.Told.Count >= 3, TimeSpan.FromSeconds(20), "trust again");

        Assert.EndsWith("listenKey=key2", test.Venue.Last.Address!.AbsoluteUri, StringComparison.Ordinal);
        Assert.Equal((2, 1), (test.Keys.Created, test.Keys.Kept));
    }

    [Fact]
    public async Task Key_IsExtendedWellBeforeItsHour_AndNeverDeletedUnlessItIsOurs()
    {
        var test = await UserStreamUnderTest.TrustedAsync();

        await test.Clock.UntilAsync(() => test.Keys.Kept == 2, TimeSpan.FromSeconds(20), "two extensions");

        Assert.InRange(test.Clock.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(At), TimeSpan.FromMinutes(40), TimeSpan.FromMinutes(60));
        Assert.Single(test.Venue.Sockets);
        await test.DisposeAsync();
        Assert.Equal(0, test.Keys.Closed);
    }

    [Fact]
    public async Task Key_ThatIsOurs_IsDeletedAtTheEnd()
    {
        var test = await UserStreamUnderTest.TrustedAsync(LineUnderTest.Default with { KeyIsOurs = true });

        await test.DisposeAsync();

        Assert.Equal(1, test.Keys.Closed);
    }

    [Fact]
    public async Task KeyCannotBeExtended_ForNearlyAnHour_IsTakenForDead()
    {
        await using var test = await UserStreamUnderTest.TrustedAsync();
        test.Keys.IsAway = true;

        await test.Clock.UntilAsync(() => test.Listener.Told.Count >= 2, TimeSpan.FromSeconds(20), "the gap");

        Assert.Equal("gap: it could not be extended in time", test.Listener.Told[1]);
        Assert.True(test.Clock.GetUtcNow() < DateTimeOffset.FromUnixTimeMilliseconds(At).AddMinutes(60));
        Assert.False(test.Stream.Trust.IsTrusted);
    }

    // Failure mode 11, on a stream that may be silent for hours: asked, a living one answers.
    [Theory]
    [InlineData(30, 10)]
    [InlineData(10, 30)]
    public async Task HalfOpen_PrivateStreamThatStopsAnswering_IsConnectedAnew(int askAfter, int answerMax)
    {
        await using var test = await UserStreamUnderTest.TrustedAsync(
            LineUnderTest.Default with { ProbeAfter = TimeSpan.FromSeconds(askAfter), ProbeMax = TimeSpan.FromSeconds(answerMax) });
        await test.UntilAsync(() => test.Venue.Last.Sent.Any(s => s.Contains("LIST_SUBSCRIPTIONS", StringComparison.Ordinal)), "the first question");
        await test.Clock.ByAsync(TimeSpan.FromSeconds(120), TimeSpan.FromSeconds(1));
        Assert.Single(test.Venue.Sockets);

        test.Venue.OnSent = (_, _) => { };

        await test.UntilAsync(() => test.Venue.Sockets.Count > 1, "a second connection");
        Assert.Contains("sign of life", test.Stream.Health.Line.LastFailure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task VenueThatNeverAnswersQuestions_IsNotJudgedByThem()
    {
        await using var test = new UserStreamUnderTest();
        test.Venue.OnSent = (_, _) => { };
        await test.StartAsync();

        await test.Clock.ByAsync(TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(1));

        Assert.Single(test.Venue.Sockets);
    }

    [Fact]
    public async Task Rotation_OfTheUserStream_IsNoGap_AndTheOverlapCountsOnce()
    {
        await using var test = await UserStreamUnderTest.TrustedAsync(LineUnderTest.Default with { RotateAfter = TimeSpan.FromSeconds(30) });
        await test.UntilAsync(() => test.Venue.Sockets.Count == 2, "a second connection");

        test.Venue.Sockets[0].Push(Fill(trade: 5));
        test.Venue.Sockets[1].Push(Fill(trade: 5));
        await test.UntilAsync(() => test.Venue.Sockets[0].IsClosed, "the old one's end");

        await test.UntilAsync(() => test.Stream.Health.Duplicates >= 2, "the duplicate");
        Assert.Single(test.Listener.Fills);
        Assert.Equal(["trusted"], test.Listener.Told);
        Assert.Equal(1, test.Stream.Health.Line.Rotations);
    }

    private static VenueFill RestFill(long trade, long at, decimal remaining) => new()
    {
        FillId = VenueFillIds.Of(Btc, trade, at),
        VenueOrderId = 500,
        ClientOrderId = "qt1-1-e1",
        Symbol = Btc,
        Side = OrderSide.Buy,
        Price = new(100m),
        Quantity = new(1m),
        Fee = new(0.04m),
        RealisedPnl = new(0m),
        Remaining = new(remaining),
        AtUtc = DateTimeOffset.FromUnixTimeMilliseconds(at),
    };

    private static VenueOrder Ended(VenueOrderStatus status) => new()
    {
        VenueOrderId = 500,
        ClientOrderId = "qt1-1-e1",
        Symbol = Btc,
        Side = OrderSide.Buy,
        Type = OrderType.Limit,
        Status = status,
        Quantity = new(2m),
        FilledQuantity = new(2m),
        UpdatedAtUtc = DateTimeOffset.FromUnixTimeMilliseconds(At + 20),
    };
}
