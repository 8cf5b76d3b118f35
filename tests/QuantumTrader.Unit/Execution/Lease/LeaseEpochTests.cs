using CsCheck;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Infrastructure.Execution;

namespace QuantumTrader.Unit.Execution.Lease;

public sealed class LeaseEpochTests : IDisposable
{
    private readonly LeaseBench _bench = new();

    [Fact]
    public async Task Epoch_StoreEmptied_StillGrowsOnEveryDirectoryThatSawIt()
    {
        using var a = _bench.Open("a");
        using var b = _bench.Open("b");
        _bench.Store.Epoch = 70;
        await a.StepAsync();
        await b.StepAsync(); // stands by, and remembers
        _bench.Store.Flush();
        _bench.Pass(11);

        using var later = _bench.Open("b");
        await later.StepAsync();

        Assert.Equal(71, a.Epoch);
        Assert.Equal((LeaseState.Held, 72L), (later.State, later.Epoch));
    }

    [Fact]
    public async Task Epoch_OfALease_IsOnTheDiskBeforeItIsHeld()
    {
        using var lease = _bench.Open();
        Directory.CreateDirectory(Path.Combine(_bench.DirectoryOf("a"), "redis.epoch.new")); // no file can be written beside it now

        await lease.StepAsync();

        Assert.Equal((LeaseState.Unproven, 0L), (lease.State, lease.Epoch));
        Assert.Contains("redis.epoch", lease.Cause!, StringComparison.Ordinal);
        Directory.Delete(Path.Combine(_bench.DirectoryOf("a"), "redis.epoch.new"));
        await lease.StepAsync();
        Assert.Equal((LeaseState.Held, 2L), (lease.State, lease.Epoch));
    }

    [Theory]
    [InlineData("")]
    [InlineData("7")]
    [InlineData("7 x -")]
    [InlineData("-7 7 -")]
    [InlineData("7 7 - -")]
    public void EpochFile_Damaged_IsRefusedWithTheRemedy(string text)
    {
        File.WriteAllText(Path.Combine(_bench.DirectoryOf("a"), "redis.epoch"), text);

        var refusal = Assert.Throws<InvalidDataException>(() => _bench.Open());

        Assert.Contains("redis.epoch", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Delete it", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EpochFile_WrittenAndOpened_IsTheSame()
    {
        var file = EpochFile.Open(_bench.DirectoryOf("a"));
        await file.SawAsync(9);
        await file.HeldAsync(7, "abc");
        await file.SawAsync(8);

        var again = EpochFile.Open(_bench.DirectoryOf("a"));

        Assert.Equal((9L, 7L, "abc"), (again.Seen, again.Held, again.ServerRun));
    }

    /// <summary>Three processes, a store that is away, loses answers and answers late: never two holders, and no epoch twice or lower.</summary>
    [Fact]
    public Task Leases_WhateverHappens_HaveOneHolderAndGrowingEpochs() =>
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, 2], Gen.Int[1, 9000]).Array[1, 60].SampleAsync(async steps =>
        {
            using var bench = new LeaseBench();
            var leases = Enumerable.Range(0, 3).Select(i => bench.Open($"{i}")).ToArray();
            var owners = new Dictionary<long, int>();
            foreach (var (what, who, milliseconds) in steps)
            {
                await DoAsync(bench, leases, what, who, milliseconds);
                for (var i = 0; i < 3; i++)
                {
                    Assert.True(leases[i].State != LeaseState.Held || owners.TryAdd(leases[i].Epoch, i) || owners[leases[i].Epoch] == i);
                }

                var held = leases.Where(l => l.State == LeaseState.Held).ToArray();
                Assert.True(held.Length <= 1);
                Assert.All(held, l => Assert.Equal(owners.Keys.Max(), l.Epoch));
            }
        }, iter: 200);

    public void Dispose() => _bench.Dispose();

    private static async Task DoAsync(LeaseBench bench, RedisLease[] leases, int what, int who, int milliseconds)
    {
        switch (what)
        {
            case 0: bench.Store.IsAway = !bench.Store.IsAway; break;
            case 1: bench.Store.LosesAnswers = !bench.Store.LosesAnswers; break;
            case 2:
            case 3: bench.Pass(milliseconds / 1000.0); break;
            case 4:
                bench.Store.OnTheWayBack = () => bench.Pass(milliseconds / 3000.0);
                goto default;
            default:
                await leases[who].StepAsync();
                bench.Store.OnTheWayBack = () => { };
                break;
        }
    }
}
