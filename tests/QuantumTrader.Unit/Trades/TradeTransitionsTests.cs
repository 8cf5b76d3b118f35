using QuantumTrader.Domain.Trades;

namespace QuantumTrader.Unit.Trades;

public sealed class TradeTransitionsTests
{
    /// <summary>
    /// Columns are the phases in the order of the enum; a dash is a pair that cannot happen.
    /// P Planned, S Submitted, W Working, U Unknown, F PartiallyFilled, O Open, C Closing, X Closed, D Denied, R Rejected, K Canceled.
    /// </summary>
    private const string Expected = """
                              P S W U F O C X D R K
        Planned               - - - - - - - - - - -
        Recovered             - - - - - - - - - - -
        EntryIntended         S - - - - - - - - - -
        EntryDenied           D D - - - - - - D - -
        EntryAccepted         - W W W F O C X - - K
        EntryRejected         - R - R - - - - - R K
        EntryUnknown          - U W U F O C X - R K
        EntryPartlyFilled     - F F F F O C O - - O
        EntryFilledWhole      - O O O O O C O - - O
        EntryFilledFlat       - X X X X X X X - - X
        EntryEndedEmpty       K K K K - - C - D R K
        EntryEndedFilled      - - - - O O C - - - -
        EntryEndedFlat        - - - - X X X X - - -
        ProtectionIntended    - S W U F O C X - - K
        ProtectionDenied      - S W U F O C X - R K
        ProtectionAccepted    - S W U F O C X - R K
        ProtectionRejected    - S W U F O C X - R K
        ProtectionUnknown     - S W U F O C X - R K
        ProtectionEnded       - S W U F O C X - R K
        ExitIntended          - S W U C C C X - - K
        ExitAccepted          - S W U F O C X - - K
        ExitUnknown           - S W U F O C X - - K
        ExitDenied            - S W U F O C X - - K
        ExitRejected          - S W U F O C X - - K
        ExitEnded             - S W U F O C X - - K
        ExitPartlyFilled      - S W U F O C C - - C
        ExitFilledWhole       - - - - - X X X - - -
        ExitsOver             - - - - - O O - - - -
        ExitsOverEntryWorks   - - - - F - F - - - -
        Funded                - S W U F O C X - - K
        Opened                - S W U F O C X - - -
        Closed                - S W U F O C X - - -
        NotAtVenue            - - - - X X X X - - -
        """;

    private const string Letters = "PSWUFOCXDRK";

    [Fact]
    public void Next_EveryPhaseWithEveryKind_IsAsTheTableSays()
    {
        var rows = Expected.Split('\n').Skip(1).Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToDictionary(r => r[0], r => r[1..]);

        Assert.Equal(Enum.GetNames<TradeEventKind>().Order(), rows.Keys.Order());
        Assert.Equal(Letters.Length, Enum.GetValues<TradePhase>().Length);
        foreach (var kind in Enum.GetValues<TradeEventKind>())
        {
            var actual = Enum.GetValues<TradePhase>().Select(p => TradeTransitions.Next(p, kind) is { } next ? Letters[(int)next].ToString() : "-");
            Assert.Equal($"{kind} {string.Join(' ', rows[kind.ToString()])}", $"{kind} {string.Join(' ', actual)}");
        }
    }
}
