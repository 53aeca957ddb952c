import ArgumentParser

@main
struct Flyt: AsyncParsableCommand {
}
