using Microsoft.Extensions.Time.Testing;
using QuantumTrader.Infrastructure.Events;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Unit.Events;

public sealed class JournalVerifierTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Verify_Sound_HasNoFaultAndExitCode0()
    {
        Write(1, 1, 2, 3);
        Write(4, 4, 5);
        var report = JournalVerifier.Verify(_folder.Path);

        Assert.Equal((0, 2, 5L, 1L, 5L, 0L), (report.ExitCode, report.Segments, report.Events, report.FirstSequence, report.LastSequence, report.FaultCount));
    }

    [Fact]
    public void Verify_TornTail_IsReportedAndIsNoDamage()
    {
        Write(1, 1, 2);
        File.AppendAllText(PathOf(1), "{\"seq\":3,\"id\"");
        var report = JournalVerifier.Verify(_folder.Path);

        Assert.Equal(0, report.ExitCode);
        Assert.Equal((3L, false), (Assert.Single(report.Faults).Line, report.Faults[0].IsDamage));
    }

    [Fact]
    public void Verify_TornInTheMiddleOfTheJournal_IsDamage()
    {
        Write(1, 1, 2);
        File.AppendAllText(PathOf(1), "{\"seq\":3,\"id\"");
        Write(3, 3);

        Assert.Equal(1, JournalVerifier.Verify(_folder.Path).ExitCode);
    }

    [Fact]
    public void Verify_DamagedLines_NamesEachBySegmentAndLine()
    {
        Write(1, 1, 2, 3);
        Write(4, 4, 5, 6);
        Damage(1, line: 2);
        Damage(4, line: 1);
        var report = JournalVerifier.Verify(_folder.Path);

        Assert.Equal(1, report.ExitCode);
        Assert.Equal(4, report.Events);
        Assert.Contains(report.Faults, f => f.Segment == Segment.NameOf(1) && f.Line == 2 && f.What.Contains("checksum", StringComparison.Ordinal));
        Assert.Contains(report.Faults, f => f.Segment == Segment.NameOf(4) && f.Line == 1);
    }

    [Fact]
    public void Verify_SegmentMissing_SaysHowManyEventsAre()
    {
        Write(1, 1, 2);
        Write(3, 3, 4);
        Write(5, 5);
        File.Delete(PathOf(3));
        var report = JournalVerifier.Verify(_folder.Path);

        Assert.Equal(1, report.ExitCode);
        Assert.Contains("2 events are missing", Assert.Single(report.Faults).What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(1, 2, 2)]
    [InlineData(1, 2, 1)]
    public void Verify_SequencesJumpOrGoBack_IsDamage(params int[] sequences)
    {
        Write(1, sequences);

        Assert.Equal(1, JournalVerifier.Verify(_folder.Path).ExitCode);
    }

    [Fact]
    public void Verify_LeftByAFailedWrite_IsReportedAndIsNoDamage()
    {
        Write(1, 1, 2, 3, 4);
        Write(3, 3, 4);
        var report = JournalVerifier.Verify(_folder.Path);

        Assert.Equal((0, 4L, 2L), (report.ExitCode, report.Events, report.FaultCount));
    }

    [Fact]
    public void Verify_NoJournalThere_IsUnusable()
    {
        Assert.Equal(2, JournalVerifier.Verify(_folder["nowhere"]).ExitCode);
        Assert.Contains("no segment", JournalVerifier.Verify(_folder.Path).Unusable, StringComparison.Ordinal);
    }

    [Fact]
    public void Tail_OverSegments_GivesTheNewestOldestFirst()
    {
        Write(1, 1, 2, 3);
        Write(4, 4, 5);
        File.AppendAllText(PathOf(4), "{\"seq\":6,");

        Assert.Equal(["3", "4", "5"], JournalTail.Read(_folder.Path, 3).Select(l => l[7..8]));
        Assert.Equal(5, JournalTail.Read(_folder.Path, 100).Count);
        Assert.Empty(JournalTail.Read(_folder["nowhere"], 3));
    }

    [Fact]
    public async Task Open_OneHundredThousandEvents_ReadsOnlyTheTail()
    {
        Write(1, [.. Enumerable.Range(1, 100_000)]);
        var disk = new ReadCountingDisk();
        await using var journal = EventBuffer.Open(disk, _folder.Path, new EventsOptions(), new FakeTimeProvider());

        Assert.Equal(100_000, journal.Health.LastSequence);
        Assert.InRange(disk.BytesRead, 1, 1024 * 1024);
    }

    private string PathOf(long first) => _folder[Segment.NameOf(first)];

    private void Write(long first, params int[] sequences)
    {
        using var serializer = new EventSerializer();
        var buffer = new LineBuffer();
        foreach (var sequence in sequences)
        {
            serializer.Write(buffer, sequence, TestEvents.Numbered(sequence));
        }

        File.WriteAllBytes(PathOf(first), buffer.Written.ToArray());
    }

    private void Damage(long first, int line)
    {
        var lines = File.ReadAllLines(PathOf(first));
        lines[line - 1] = lines[line - 1].Replace("event", "evnet", StringComparison.Ordinal);
        File.WriteAllText(PathOf(first), string.Join('\n', lines) + "\n");
    }
}
