using System.Diagnostics;
using QuantumTrader.Infrastructure.Emergency;
using QuantumTrader.TestSupport;
using QuantumTrader.Web.Engine.Scheduling;

namespace QuantumTrader.Unit.Emergency;

/// <summary>That the file is there is enough, whatever it is; on real files.</summary>
public sealed class StopFileTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 6, 25, 1, 123, TimeSpan.Zero);
    private const string Taken = "STOP.taken-20261123T062501.123Z";
    private readonly TempFolder _folder = new();
    private readonly StopFile _file;

    private StopFile Asking(TimeSpan readWait) => new(_folder.Path, "STOP", new VirtualTime(Now)) { ReadWait = readWait };

    public StopFileTests() => _file = Asking(TimeSpan.FromSeconds(30));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Look_NoFileOrNoFolder_IsNone()
    {
        Assert.Null(_file.Look());
        Assert.Null(new StopFile(_folder["nowhere"], "STOP", new VirtualTime(Now)).Look());
        Assert.Null(_file.Take());
    }

    [Theory]
    [InlineData("prices look wrong\nand more", "prices look wrong")]
    [InlineData("\uFEFF  \r\n\n  prices look wrong \r\n", "prices look wrong")]
    [InlineData("", "STOP gives no reason.")]
    [InlineData(" \n\t\n", "STOP gives no reason.")]
    [InlineData("a\u001B[31mb\u202Ec", "a\\u001B[31mb\\u202Ec")]
    public void Look_AFile_ItsFirstLineIsTheReason(string content, string reason)
    {
        File.WriteAllText(_file.Path, content);

        Assert.Equal(reason, _file.Look()!.Reason);
    }

    [Fact]
    public void Look_ALongLine_IsCutAtTwoHundredCharacters()
    {
        File.WriteAllText(_file.Path, new string('x', 500));

        Assert.Equal(StopFile.ReasonMax, _file.Look()!.Reason.Length);
    }

    [Fact]
    public void Look_AHugeFile_IsReadAtItsBeginningAlone()
    {
        using (var huge = File.Create(_file.Path))
        {
            huge.Write("enough\n"u8);
            huge.SetLength(1L << 40);
        }

        var began = Stopwatch.StartNew();
        Assert.Equal("enough (STOP holds more than 4096 bytes; the rest was not read.)", _file.Look()!.Reason);
        Assert.True(began.Elapsed < TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void Look_ADirectory_SaysSo()
    {
        Directory.CreateDirectory(_folder["STOP/with something in it"]);

        Assert.Equal("STOP is a directory and gives no reason.", _file.Look()!.Reason);
    }

    [Theory]
    [InlineData("secret")]
    [InlineData("nothing there")]
    public void Look_ASymbolicLink_IsNotFollowed(string target)
    {
        File.WriteAllText(_folder["secret"], "of another");
        File.CreateSymbolicLink(_file.Path, _folder[target]);

        Assert.Equal("STOP is a symbolic link, which is not followed.", _file.Look()!.Reason);
        Assert.Null(_file.Take());
        Assert.Null(_file.Look());
        Assert.Equal("of another", File.ReadAllText(_folder["secret"]));
    }

    [Fact]
    public void Look_AFileThatSomebodyHoldsForHimself_CannotBeReadAndCounts()
    {
        using var held = new FileStream(_file.Path, FileMode.Create, FileAccess.ReadWrite, FileShare.None);

        Assert.StartsWith("STOP cannot be read: ", _file.Look()!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Look_APipeThatNobodyWritesTo_CountsWithoutWaitingForIt()
    {
        using var make = Process.Start("mkfifo", _file.Path);
        make.WaitForExit();

        var file = Asking(TimeSpan.FromMilliseconds(50));
        Assert.Equal("STOP does not let itself be read in time.", file.Look()!.Reason);
        Assert.Equal("STOP does not let itself be read in time.", file.Look()!.Reason); // and is not opened twice
        Assert.Null(file.Take());
        using var end = new FileStream(_folder[Taken], FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite); // lets the reader go, and itself waits for nobody
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Take_WhateverItIs_IsRenamedAndGone(bool isDirectory)
    {
        if (isDirectory)
        {
            Directory.CreateDirectory(_file.Path);
        }
        else
        {
            File.WriteAllText(_file.Path, "enough");
        }

        Assert.Null(_file.Take());

        Assert.Null(_file.Look());
        Assert.True(Path.Exists(_folder[Taken]));
    }

    [Fact]
    public void Take_WhatCannotBeRenamed_IsNamedAndStays()
    {
        File.WriteAllText(_file.Path, "enough");
        Directory.CreateDirectory(_folder[$"{Taken}/in the way"]);

        Assert.StartsWith($"{_file.Path} cannot be renamed: ", _file.Take(), StringComparison.Ordinal);
        Assert.Equal("enough", _file.Look()!.Reason);
    }
}
