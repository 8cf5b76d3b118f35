using System.Reflection;
using CsCheck;
using QuantumTrader.Domain.Audit;

namespace QuantumTrader.Unit.Audit;

public sealed class AuditChainTests
{
    private static readonly PropertyInfo[] Fields = [.. typeof(AuditEntry).GetProperties().Where(p => p.CanWrite)];

    private static readonly Gen<string?> GenText = Gen.OneOf<string?>(Gen.Const((string?)null), Gen.String[0, 8].Select(s => (string?)s));

    private static readonly Gen<AuditEntry> GenEntry =
        Gen.Select(Gen.Guid, Gen.Long[0, 4_000_000_000_000_000], Gen.String[0, 8], GenText, GenText, GenText, Gen.Enum<AuditResult>(), (id, ticks, actor, target, before, reason, result) =>
            new AuditEntry(id, new DateTimeOffset(ticks, TimeSpan.Zero), actor, "Person", "policy.loosen", result) { Target = target, Before = before, Reason = reason });

    private static readonly Gen<List<AuditRecord>> GenChain = GenEntry.List[2, 12].Select(Chain);

    [Fact]
    public void Chain_Untouched_IsSound() => GenChain.Sample(chain => Fault(chain) is null, iter: 200);

    [Fact]
    public void Chain_AnyFieldOfAnyRecordChanged_IsFoundThere() =>
        Gen.Select(GenChain, Gen.Int[0, 1_000], Gen.Int[0, 1_000]).Sample((chain, at, which) =>
        {
            at %= chain.Count;
            chain[at] = chain[at] with { Entry = Changed(chain[at].Entry, Fields[which % Fields.Length]) };
            return Fault(chain) == $"record {at + 1} was changed after it was written";
        }, iter: 2_000);

    [Fact]
    public void Chain_EachFieldChanged_IsFound()
    {
        var chain = Chain([Entry("one"), Entry("two"), Entry("three")]);
        foreach (var field in Fields)
        {
            var changed = chain.ToList();
            changed[1] = changed[1] with { Entry = Changed(changed[1].Entry, field) };
            Assert.True(Fault(changed) == "record 2 was changed after it was written", $"A change of {field.Name} is not found.");
        }

        Assert.True(Fields.Length >= 13); // the reflection sees the fields
    }

    [Fact]
    public void Chain_RecordChangedAndHashedAnew_IsFoundAtTheNext() =>
        Gen.Select(GenChain, Gen.Int[0, 1_000]).Sample((chain, at) =>
        {
            at %= chain.Count - 1;
            var entry = Changed(chain[at].Entry, Fields[0]);
            chain[at] = chain[at] with { Entry = entry, Hash = AuditChain.HashOf(chain[at].Seq, entry, chain[at].PreviousHash) };
            return Fault(chain) == $"record {at + 2} does not stand on the record before it";
        }, iter: 500);

    [Fact]
    public void Chain_RecordRemoved_IsNamed() =>
        Gen.Select(GenChain, Gen.Int[0, 1_000]).Sample((chain, at) =>
        {
            at %= chain.Count - 1; // what is cut off at the end is found by the anchors
            chain.RemoveAt(at);
            return Fault(chain) == $"record {at + 1} is missing; {at + 2} stands in its place";
        }, iter: 500);

    [Fact]
    public void Chain_NeighboursSwapped_IsFoundAtTheFirst() =>
        Gen.Select(GenChain, Gen.Int[0, 1_000]).Sample((chain, at) =>
        {
            at %= chain.Count - 1;
            (chain[at], chain[at + 1]) = (chain[at + 1], chain[at]);
            return Fault(chain)!.StartsWith($"record {at + 1} is missing", StringComparison.Ordinal);
        }, iter: 500);

    [Fact]
    public void Chain_RecordPutIn_IsFoundThere() =>
        Gen.Select(GenChain, GenEntry, Gen.Int[0, 1_000]).Sample((chain, entry, at) =>
        {
            at %= chain.Count;
            chain.Insert(at, AuditChain.Follow(at == 0 ? null : chain[at - 1], entry));
            return Fault(chain)!.StartsWith($"record {at + 2} is missing; {at + 1} stands", StringComparison.Ordinal);
        }, iter: 500);

    [Fact]
    public void Hash_TextMovedFromOneFieldToTheNext_IsAnother()
    {
        var entry = Entry("x") with { Target = "ab", Before = "c" };
        Assert.NotEqual(HashOf(entry), HashOf(entry with { Target = "a", Before = "bc" }));
        Assert.NotEqual(HashOf(entry with { Before = null }), HashOf(entry with { Before = "" }));
        Assert.NotEqual(HashOf(entry with { Before = null, After = "c" }), HashOf(entry with { Before = "c", After = null }));
    }

    private static string HashOf(AuditEntry entry) => AuditChain.HashOf(1, entry, AuditChain.Genesis);

    private static List<AuditRecord> Chain(IEnumerable<AuditEntry> entries)
    {
        var chain = new List<AuditRecord>();
        foreach (var entry in entries)
        {
            chain.Add(AuditChain.Follow(chain.LastOrDefault(), entry));
        }

        return chain;
    }

    private static string? Fault(List<AuditRecord> chain) =>
        chain.Select((record, i) => AuditChain.Fault(i == 0 ? null : chain[i - 1], record)).FirstOrDefault(fault => fault is not null);

    private static AuditEntry Entry(string actor) => new(new Guid(1, 0, 0, new byte[8]), DateTimeOffset.UnixEpoch, actor, "Person", "users.manage", AuditResult.Done);

    private static AuditEntry Changed(AuditEntry entry, PropertyInfo field)
    {
        var copy = entry with { };
        field.SetValue(copy, field.GetValue(entry) switch
        {
            null when field.PropertyType == typeof(string) => "",
            null => (object)new Guid(9, 9, 9, new byte[8]),
            string text => text + " ",
            Guid id => new Guid(id.ToByteArray().Select(b => (byte)~b).ToArray()),
            DateTimeOffset at => at.AddTicks(1),
            AuditResult result => (AuditResult)(((int)result + 1) % 4),
            var other => throw new NotSupportedException($"{field.Name} is a {other.GetType().Name}; teach this test to change it."),
        });
        return copy;
    }
}
