using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Policy.Fields;
using QuantumTrader.Domain.Units;
using QuantumTrader.Web.Engine.Policy;

namespace QuantumTrader.Unit.Policy;

/// <summary>What every policy store must do; a class per store runs it.</summary>
public abstract class PolicyStoreContract
{
    protected static readonly DateTimeOffset Now = new(2025, 3, 4, 12, 0, 0, TimeSpan.Zero);
    protected static readonly TradingPolicy Calm = DefaultPolicy.Create(Now);
    protected static readonly EmergencyLatch Latch = new(new SeededIds(7).Next(), "loss", "DRAWDOWN", "drawdown-monitor", Now);

    protected abstract IPolicyStore Store { get; }

    /// <summary>Another door to the same policy, where the store has one.</summary>
    protected abstract IPolicyStore SecondDoor { get; }

    [ContractFact]
    public async Task Read_NothingStored_IsNullAndNotADefault()
    {
        Assert.Null(await Store.ReadAsync(CancellationToken.None));
        Assert.Empty(await Store.ReadHistoryAsync(10, CancellationToken.None));
    }

    [ContractFact]
    public async Task Write_First_IsReadBackWhole()
    {
        var written = await WriteAsync(Calm, 0);

        var read = await SecondDoor.ReadAsync(CancellationToken.None);
        Assert.NotNull(read);
        Assert.Equal(1, written.Version);
        Assert.Equal(written with { Modes = read.Modes }, read);
        Assert.Equal(written.Modes.OrderBy(m => m.Key), read.Modes.OrderBy(m => m.Key));
    }

    [ContractFact]
    public async Task Write_BasedOnAnOlderVersion_ConflictShowsTheCurrentOne()
    {
        await WriteAsync(Calm, 0);
        var second = await WriteAsync(Calm with { UpdatedBy = "ann" }, 1);

        var conflict = Assert.IsType<PolicyWriteResult.Conflict>(await Store.WriteAsync(Calm with { UpdatedBy = "bob" }, 1, CancellationToken.None));

        Assert.Equal((second.Version, "ann"), (conflict.Current.Version, conflict.Current.UpdatedBy));
        Assert.IsType<PolicyWriteResult.Conflict>(await Store.WriteAsync(Calm, 0, CancellationToken.None));
        Assert.IsType<PolicyWriteResult.Conflict>(await Store.WriteAsync(Calm, 3, CancellationToken.None));
    }

    [ContractFact]
    public async Task Write_VersionNamedButNothingStored_Throws() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => Store.WriteAsync(Calm, 4, CancellationToken.None));

    [ContractFact]
    public async Task Write_ConcurrentModeSwitch_CannotLoseTheEmergency()
    {
        var seen = await WriteAsync(Calm, 0);
        await WriteAsync(PolicyChanges.EnterEmergency(seen, Latch), seen.Version);

        var late = await SecondDoor.WriteAsync(PolicyChanges.SwitchMode(seen, RiskMode.Defensive, "ann", Now), seen.Version, CancellationToken.None);

        var conflict = Assert.IsType<PolicyWriteResult.Conflict>(late);
        Assert.True(conflict.Current.EmergencyMode);
        var retried = await WriteAsync(PolicyChanges.SwitchMode(conflict.Current, RiskMode.Defensive, "ann", Now), conflict.Current.Version);
        Assert.Equal((true, (Guid?)Latch.EmergencyId, RiskMode.Defensive), (retried.EmergencyMode, retried.EmergencyId, retried.ActiveMode));
    }

    [ContractFact]
    public async Task Write_EndingAnEmergencyWithoutItsReset_IsRefused()
    {
        var stopped = await WriteAsync(PolicyChanges.EnterEmergency(Calm, Latch), 0);
        var forged = stopped with { EmergencyMode = false, AllowNewTrades = true };
        var other = stopped with { EmergencyId = new SeededIds(8).Next() };

        await Assert.ThrowsAsync<InvalidOperationException>(() => Store.WriteAsync(forged, 1, CancellationToken.None));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Store.WriteAsync(other, 1, CancellationToken.None));
        Assert.True((await Store.ReadAsync(CancellationToken.None))!.EmergencyMode);

        var reset = await WriteAsync(PolicyChanges.ClearEmergency(stopped, Latch.EmergencyId, "ann", Now), 1);
        Assert.Equal((false, (Guid?)Latch.EmergencyId), (reset.EmergencyMode, reset.LastResetEmergencyId));
    }

    [ContractFact]
    public async Task Write_OutOfRange_IsRefusedUnlessItEntersAnEmergency()
    {
        var broken = Calm with { PriceCollar = new Fraction(2m) };

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => Store.WriteAsync(broken, 0, CancellationToken.None));

        Assert.Contains("PriceCollar must be above 0 and below 1, but is 2.", refusal.Message, StringComparison.Ordinal);
        Assert.Null(await Store.ReadAsync(CancellationToken.None));
        Assert.True((await WriteAsync(PolicyChanges.EnterEmergency(broken, Latch), 0)).EmergencyMode);
    }

    [ContractFact]
    public async Task History_NewestFirst_CurrentIncluded()
    {
        for (var version = 0; version < 5; version++)
        {
            await WriteAsync(Calm with { UpdatedBy = $"writer-{version + 1}" }, version);
        }

        Assert.Equal(["writer-5", "writer-4", "writer-3"], (await Store.ReadHistoryAsync(3, CancellationToken.None)).Select(p => p.UpdatedBy));
        Assert.Equal(5, (await Store.ReadHistoryAsync(99, CancellationToken.None)).Count);
    }

    [ContractFact]
    public async Task Write_HundredConcurrentWriters_LoseNothing()
    {
        await WriteAsync(Calm, 0);

        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(() => AppendAsync(i % 2 == 0 ? Store : SecondDoor, $"writer-{i}"))));

        var history = await Store.ReadHistoryAsync(200, CancellationToken.None);
        Assert.Equal(Enumerable.Range(1, 101).Reverse().Select(v => (long)v), history.Select(p => p.Version));
        Assert.Equal(101, history.Select(p => p.UpdatedBy).Distinct().Count());
        Assert.Equal(Calm.SymbolNotionalMax.Value + 100m, history[0].SymbolNotionalMax.Value); // each built on what was there
    }

    [ContractFact]
    public async Task Edit_HundredConcurrentAuthors_LoseNothing()
    {
        await WriteAsync(Calm, 0);
        PolicyWriter[] writers = [new(Store, TimeProvider.System), new(SecondDoor, TimeProvider.System)];

        var edits = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(() => writers[i % 2].EditAsync(Tightening(i), $"author-{i}", _ => null))));

        Assert.All(edits, edit => Assert.IsType<PolicyEdit.Made>(edit));
        var history = await Store.ReadHistoryAsync(200, CancellationToken.None);
        Assert.Equal(Enumerable.Range(1, 101).Reverse().Select(v => (long)v), history.Select(p => p.Version));
        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"author-{i}").Order(), history.SkipLast(1).Select(p => p.UpdatedBy).Order());
        Assert.All(Enumerable.Range(0, 100), i => Assert.Equal($"because {i}", history.Single(p => p.UpdatedBy == $"author-{i}").UpdateReason));
        Assert.All(Names, name => Assert.Equal("false", PolicyFields.Find(name)!.TextOf(history[0])));
    }

    [ContractFact]
    public async Task History_EachVersion_KeepsItsAuthorReasonAndDifference()
    {
        await WriteAsync(Calm, 0);
        var writer = new PolicyWriter(Store, TimeProvider.System);
        await writer.EditAsync(PolicyChange.SwitchMode(RiskMode.Defensive, "rough sea"), "ann", _ => null);
        await writer.EditAsync(new PolicyChange.RollBack("calm again"), "bob", _ => null);

        var history = await SecondDoor.ReadHistoryAsync(3, CancellationToken.None);

        Assert.Equal([("bob", "calm again"), ("ann", "rough sea"), (Calm.UpdatedBy, null)], history.Select(p => (p.UpdatedBy, p.UpdateReason)));
        Assert.Equal("ActiveMode NORMAL → DEFENSIVE", PolicyTightening.Compare(history[2], history[1]).Text);
        Assert.Empty(PolicyTightening.Compare(history[2], history[0]).Differences);
    }

    [ContractFact]
    public async Task Write_TheSameTwiceOnOneVersion_TheSecondIsAConflict()
    {
        await WriteAsync(Calm, 0);
        var next = Calm with { UpdatedBy = "ann" };
        await WriteAsync(next, 1);

        Assert.IsType<PolicyWriteResult.Conflict>(await SecondDoor.WriteAsync(next, 1, CancellationToken.None));
    }

    [ContractFact]
    public async Task History_NoneAskedFor_IsEmptyAndNotAll()
    {
        await WriteAsync(Calm, 0);

        Assert.Empty(await Store.ReadHistoryAsync(0, CancellationToken.None));
    }

    [ContractFact]
    public async Task AnyCall_Canceled_DoesNothing()
    {
        var canceled = new CancellationToken(canceled: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.WriteAsync(Calm, 0, canceled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.ReadAsync(canceled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.ReadHistoryAsync(1, canceled));

        Assert.Null(await Store.ReadAsync(CancellationToken.None));
    }

    protected async Task<TradingPolicy> WriteAsync(TradingPolicy next, long basedOnVersion) =>
        Assert.IsType<PolicyWriteResult.Written>(await Store.WriteAsync(next, basedOnVersion, CancellationToken.None)).Policy;

    // Beside a number of its own, so that every author changes something whatever the others did.
    private static readonly string[] Names = [.. new[] { "EnableRl", "EnableClm", "EnablePal", "EnablePba" }.Select(n => $"Modes.NORMAL.{n}")];

    private static PolicyChange Tightening(int i) => new PolicyChange.Set(
        new Dictionary<string, string>(StringComparer.Ordinal) { [Names[i % Names.Length]] = "false", [i % 2 == 0 ? "SymbolNotionalMax" : "EntriesPerMinuteMax"] = $"{1_000 + i}" }, $"because {i}");

    /// <summary>One US dollar more for each.</summary>
    private static async Task AppendAsync(IPolicyStore store, string by)
    {
        var current = (await store.ReadAsync(CancellationToken.None))!;
        while (await store.WriteAsync(current with { UpdatedBy = by, SymbolNotionalMax = current.SymbolNotionalMax + new Usd(1m) }, current.Version, CancellationToken.None) is PolicyWriteResult.Conflict conflict)
        {
            current = conflict.Current;
        }
    }
}
